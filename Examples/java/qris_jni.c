// The shim between Java and the C library: bytes in, issues or modules out.
// SPDX-License-Identifier: Apache-2.0

#include <jni.h>
#include <qris.h>

#include <stdio.h>

static jobjectArray lines_of(JNIEnv *env, const qris_issue *issues, jsize count) {
    jobjectArray lines = (*env)->NewObjectArray(env, count, (*env)->FindClass(env, "java/lang/String"), NULL);
    for (jsize i = 0; lines && i < count; i++) {
        char message[512], line[640];
        qris_issue_message(&issues[i], message, sizeof message, NULL);
        snprintf(line, sizeof line, "%s\t%s\t%s\t%s", issues[i].severity == QRIS_SEVERITY_ERROR ? "error" : "warning",
                 qris_issue_code_name(issues[i].code), issues[i].path, message);
        jstring text = (*env)->NewStringUTF(env, line);
        if (!text) return NULL;
        (*env)->SetObjectArrayElement(env, lines, i, text);
        (*env)->DeleteLocalRef(env, text);
    }
    return lines;
}

JNIEXPORT jobjectArray JNICALL Java_Qris_validate___3B(JNIEnv *env, jclass type, jbyteArray payload) {
    (void)type;
    jsize length = (*env)->GetArrayLength(env, payload);
    jbyte *bytes = (*env)->GetByteArrayElements(env, payload, NULL);
    if (!bytes) return NULL;
    qris_issue issues[QRIS_MOST_ISSUES];
    size_t count = 0;
    qris_validate((const char *)bytes, (size_t)length, QRIS_PROFILE_QRIS, issues, QRIS_MOST_ISSUES, &count);
    (*env)->ReleaseByteArrayElements(env, payload, bytes, JNI_ABORT);
    return lines_of(env, issues, (jsize)count);
}

JNIEXPORT jbyteArray JNICALL Java_Qris_encode___3B(JNIEnv *env, jclass type, jbyteArray text) {
    (void)type;
    jsize length = (*env)->GetArrayLength(env, text);
    jbyte *bytes = (*env)->GetByteArrayElements(env, text, NULL);
    qris_encoder *encoder = qris_encoder_create();
    if (!bytes || !encoder) return NULL;
    uint8_t modules[QRIS_MAXIMUM_MODULES];
    qris_symbol symbol;
    qris_status status = qris_encode(encoder, (const char *)bytes, (size_t)length, NULL, modules, sizeof modules,
                                     &symbol, NULL);
    qris_encoder_destroy(encoder);
    (*env)->ReleaseByteArrayElements(env, text, bytes, JNI_ABORT);
    if (status != QRIS_OK) {
        jclass error = (*env)->FindClass(env, "java/lang/IllegalArgumentException");
        if (error) (*env)->ThrowNew(env, error, qris_status_message(status));
        return NULL;
    }
    jbyteArray result = (*env)->NewByteArray(env, symbol.side * symbol.side);
    if (result) (*env)->SetByteArrayRegion(env, result, 0, symbol.side * symbol.side, (const jbyte *)modules);
    return result;
}
